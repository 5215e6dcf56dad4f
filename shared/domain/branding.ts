import * as z from "zod";
import { colour } from "#domain/colour.ts";
import { CustomCss } from "#domain/custom-css.ts";
import { id } from "#domain/ids.ts";
import { webAddress } from "#domain/text.ts";
import { shownTrail } from "#domain/trail.ts";

/** Families that every system has, or has one like. A font of one's own would be loaded from elsewhere. */
const fontFamilies = [
  "system-ui",
  "sans-serif",
  "serif",
  "monospace",
  "Arial",
  "Georgia",
  "Verdana",
  "Tahoma",
] as const;

/**
 * How an organizer's pages look. It may have several; the one in use is named by the organizer, so that it is always one.
 * `isActive`: not deleted.
 */
export const Branding = z.object({
  brandingId: id,
  organizerId: id,
  logoUrl: webAddress.optional(),
  primaryColor: colour,
  secondaryColor: colour,
  fontFamily: z.enum(fontFamilies),
  customCss: CustomCss,
  isActive: z.boolean(),
});
export type Branding = z.infer<typeof Branding>;

/** What organizers say of it. */
const BrandingForm = Branding.pick({ logoUrl: true, primaryColor: true, secondaryColor: true });
export const NewBranding = BrandingForm.extend({
  organizerId: id,
  fontFamily: Branding.shape.fontFamily.default("system-ui"),
  customCss: CustomCss.default({}),
});

/** What a PATCH of it may hold; `null` takes the logo away. */
export const BrandingEdits = Branding.pick({
  primaryColor: true,
  secondaryColor: true,
  fontFamily: true,
  customCss: true,
})
  .partial()
  .extend({ logoUrl: Branding.shape.logoUrl.nullable() });

export const BrandingView = Branding.extend({
  /** Whether it is the one in use. */
  isInUse: z.boolean(),
  ...shownTrail,
});

/** A setting beside the organizer that says which one is in use. */
export const shownBranding = <B extends Branding>(
  branding: B,
  { activeBrandingId }: { readonly activeBrandingId?: string | undefined },
) => ({ ...branding, isInUse: branding.brandingId === activeBrandingId });
