/** What a mail about an account says: around the token, if it carries one. `noted`: what the list of notifications says. */
export type MailText = {
  readonly title: string;
  readonly noted: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
};

/** All that people are told about their account, in one language. */
export type AccountTexts = {
  readonly hello: (firstName: string) => string;
  /** How the token is sent back: the method and address follow. */
  readonly sendIt: string;
  readonly verification: MailText;
  readonly alreadyRegistered: MailText;
  readonly passwordReset: MailText;
  /** To the address an account is to move to. */
  readonly emailChange: MailText;
  /** To that address, if it has an account of its own. */
  readonly emailTaken: MailText;
  /** To the present address; `to` is the new one, as far as it is shown. */
  readonly emailChangeAsked: (to: string) => MailText;
  /** To the former address. */
  readonly emailChanged: (to: string) => MailText;
  readonly passwordChanged: MailText;
  readonly suspended: MailText;
  readonly reactivated: MailText;
  readonly deactivated: MailText;
  readonly erased: MailText;
};
