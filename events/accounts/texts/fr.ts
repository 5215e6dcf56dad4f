import type { AccountTexts } from "#events/accounts/texts/account-texts.ts";
import { resetHours, verificationHours } from "#platform/mailed-tokens.ts";

export const fr: AccountTexts = {
  hello: (firstName) => `Bonjour ${firstName},`,
  sendIt: "Envoyez-le à l’API :",
  verification: {
    title: "Confirmez votre adresse e-mail",
    noted: "Nous vous avons envoyé un code qui confirme votre adresse.",
    before: [`ce code confirme votre adresse. Il est valable ${verificationHours} heures :`],
    after: ["Si vous n’avez pas ouvert de compte chez nous, ignorez ce message."],
  },
  alreadyRegistered: {
    title: "Vous avez déjà un compte",
    noted: "Quelqu’un a essayé d’ouvrir un autre compte avec votre adresse.",
    before: [
      "quelqu’un, sans doute vous, a essayé d’ouvrir un compte avec cette adresse. Elle en a déjà un : connectez-vous simplement.",
      `Si vous avez oublié votre mot de passe ou n’en avez jamais choisi, ce code en définit un nouveau pendant ${resetHours} heure :`,
    ],
    after: ["Si ce n’était pas vous, ignorez ce message ; rien n’a changé."],
  },
  passwordReset: {
    title: "Choisissez un nouveau mot de passe",
    noted: "Nous vous avons envoyé un code qui définit un nouveau mot de passe.",
    before: [
      `ce code définit un nouveau mot de passe et ferme toutes vos sessions. Il sert une fois, pendant ${resetHours} heure :`,
    ],
    after: ["Si vous ne l’avez pas demandé, ignorez ce message ; votre mot de passe reste le même."],
  },
  emailChange: {
    title: "Confirmez votre nouvelle adresse e-mail",
    noted: "Nous avons envoyé à votre nouvelle adresse un code qui la confirme.",
    before: [`ce code rattache votre compte à cette adresse. Il est valable ${verificationHours} heures :`],
    after: ["Si vous ne l’avez pas demandé, ignorez ce message ; rien ne change."],
  },
  emailTaken: {
    title: "Cette adresse a déjà un compte",
    noted: "Quelqu’un a voulu rattacher un autre compte à votre adresse.",
    before: [
      "quelqu’un, sans doute vous, a voulu rattacher un autre compte à cette adresse. Elle en a déjà un, donc rien n’a changé : connectez-vous simplement à celui-ci.",
    ],
    after: ["Si ce n’était pas vous, ignorez ce message."],
  },
  emailChangeAsked: (to) => ({
    title: "Votre adresse e-mail va changer",
    noted: "Un changement de votre adresse e-mail a été demandé.",
    before: [
      `quelqu’un qui connaît votre mot de passe a demandé à rattacher votre compte à ${to}. Ce sera fait dès que cette adresse sera confirmée.`,
    ],
    after: [
      "Si ce n’était pas vous, changez votre mot de passe maintenant : cela l’empêche et ferme toutes les autres sessions.",
    ],
  }),
  emailChanged: (to) => ({
    title: "Votre adresse e-mail a changé",
    noted: "Votre compte est passé à une autre adresse e-mail.",
    before: [
      `votre compte appartient maintenant à l’adresse ${to}. Vous vous connectez avec elle, et c’est à elle que nous écrirons.`,
    ],
    after: ["Si ce n’était pas vous, répondez tout de suite à ce message."],
  }),
  passwordChanged: {
    title: "Votre mot de passe a changé",
    noted: "Votre compte a un nouveau mot de passe.",
    before: ["votre compte a un nouveau mot de passe, et vos autres sessions sont fermées."],
    after: [
      "Si ce n’était pas vous, définissez-en un autre tout de suite : demandez un code sous « mot de passe oublié ».",
    ],
  },
  suspended: {
    title: "Votre compte est suspendu",
    noted: "Nous avons suspendu votre compte.",
    before: [
      "nous avons suspendu votre compte : vous ne pouvez plus vous connecter tant que nous ne l’avons pas rouvert. Vos billets restent valables.",
    ],
    after: ["Si vous pensez que c’est une erreur, répondez à ce message."],
  },
  reactivated: {
    title: "Votre compte est rouvert",
    noted: "Nous avons rouvert votre compte.",
    before: ["nous avons rouvert votre compte : connectez-vous comme avant."],
    after: [],
  },
  deactivated: {
    title: "Votre compte est en sommeil",
    noted: "Vous avez désactivé votre compte.",
    before: ["vous avez désactivé votre compte. Rien n’est perdu : connectez-vous quand vous voudrez le retrouver."],
    after: ["Si ce n’était pas vous, connectez-vous et changez votre mot de passe."],
  },
  erased: {
    title: "Votre compte est effacé",
    noted: "",
    before: [
      "votre compte et ce que nous savions de vous sont effacés. Ce que vous avez payé reste enregistré, comme la loi l’exige, sous un numéro qui ne mène à personne ; les sauvegardes vous oublient sous 28 jours.",
      "Les billets que vous aviez ne peuvent plus être présentés. Vous pouvez rouvrir un compte avec cette adresse quand vous le voulez.",
    ],
    after: ["C’est le dernier message que vous recevez de nous."],
  },
};
