/** The one version of Stripe's API the double speaks: the version the installed client pins (a test compares them). */
export const API_VERSION = "2026-10-28.endive";
