import type { Kinds } from "./identity.ts";
import { functions } from "./kinds/functions.ts";
import { messaging } from "./kinds/messaging.ts";
import { storage } from "./kinds/storage.ts";

/**
 * What each type of resource is called, and what can be asked of it. A type that is missing here can be referred to by
 * name, no more.
 */
export const kinds: Kinds = { ...storage, ...functions, ...messaging };
