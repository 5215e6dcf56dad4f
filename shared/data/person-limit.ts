import { entity, primary } from "#data/entity.ts";
import { PersonLimit } from "#domain/person-limit.ts";

export const personLimit = entity("limit", PersonLimit, {
  // What a person has of an event's limited types — guarded by its version in whatever takes or gives back.
  ofPerson: primary("limit#{eventId}#{userId}", "limit"),
});
