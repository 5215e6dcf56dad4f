import type { AccountTexts } from "#events/accounts/texts/account-texts.ts";
import { resetHours, verificationHours } from "#platform/mailed-tokens.ts";

export const it: AccountTexts = {
  hello: (firstName) => `Buongiorno ${firstName},`,
  sendIt: "Lo invii all’API:",
  verification: {
    title: "Confermi il Suo indirizzo e-mail",
    noted: "Le abbiamo inviato un codice che conferma il Suo indirizzo.",
    before: [`questo codice conferma il Suo indirizzo. Vale ${verificationHours} ore:`],
    after: ["Se non ha aperto un account da noi, ignori questo messaggio."],
  },
  alreadyRegistered: {
    title: "Ha già un account",
    noted: "Qualcuno ha provato ad aprire un altro account con il Suo indirizzo.",
    before: [
      "qualcuno, probabilmente Lei, ha provato ad aprire un account con questo indirizzo. Ne ha già uno: basta accedere.",
      `Se ha dimenticato la password o non ne ha mai scelta una, questo codice ne imposta una nuova entro ${resetHours} ora:`,
    ],
    after: ["Se non era Lei, ignori questo messaggio; non è cambiato nulla."],
  },
  passwordReset: {
    title: "Imposti una nuova password",
    noted: "Le abbiamo inviato un codice che imposta una nuova password.",
    before: [
      `questo codice imposta una nuova password e chiude tutte le Sue sessioni. Vale una volta, entro ${resetHours} ora:`,
    ],
    after: ["Se non l’ha chiesto, ignori questo messaggio; la Sua password resta com’è."],
  },
  emailChange: {
    title: "Confermi il Suo nuovo indirizzo e-mail",
    noted: "Abbiamo inviato al Suo nuovo indirizzo un codice che lo conferma.",
    before: [`questo codice sposta il Suo account a questo indirizzo. Vale ${verificationHours} ore:`],
    after: ["Se non l’ha chiesto, ignori questo messaggio; non cambia nulla."],
  },
  emailTaken: {
    title: "Questo indirizzo ha già un account",
    noted: "Qualcuno voleva spostare un altro account al Suo indirizzo.",
    before: [
      "qualcuno, probabilmente Lei, voleva spostare un altro account a questo indirizzo. Ne ha già uno, perciò non è cambiato nulla: basta accedere a quello.",
    ],
    after: ["Se non era Lei, ignori questo messaggio."],
  },
  emailChangeAsked: (to) => ({
    title: "Il Suo indirizzo e-mail sta per cambiare",
    noted: "È stato chiesto di cambiare il Suo indirizzo e-mail.",
    before: [
      `qualcuno che conosce la Sua password ha chiesto di spostare il Suo account a ${to}. Avverrà appena quell’indirizzo sarà confermato.`,
    ],
    after: ["Se non era Lei, cambi subito la password: così lo impedisce e chiude tutte le altre sessioni."],
  }),
  emailChanged: (to) => ({
    title: "Il Suo indirizzo e-mail è cambiato",
    noted: "Il Suo account è passato a un altro indirizzo e-mail.",
    before: [`il Suo account appartiene ora all’indirizzo ${to}. Con esso accede, e a esso scriveremo d’ora in poi.`],
    after: ["Se non era Lei, risponda subito a questo messaggio."],
  }),
  passwordChanged: {
    title: "La Sua password è cambiata",
    noted: "Il Suo account ha una nuova password.",
    before: ["il Suo account ha una nuova password, e le altre Sue sessioni sono chiuse."],
    after: ["Se non era Lei, ne imposti subito un’altra: chieda un codice con «password dimenticata»."],
  },
  suspended: {
    title: "Il Suo account è sospeso",
    noted: "Abbiamo sospeso il Suo account.",
    before: [
      "abbiamo sospeso il Suo account: non può accedere finché non lo riapriamo. I Suoi biglietti restano validi.",
    ],
    after: ["Se pensa che sia un errore, risponda a questo messaggio."],
  },
  reactivated: {
    title: "Il Suo account è di nuovo aperto",
    noted: "Abbiamo riaperto il Suo account.",
    before: ["abbiamo riaperto il Suo account: acceda come prima."],
    after: [],
  },
  deactivated: {
    title: "Il Suo account dorme",
    noted: "Ha disattivato il Suo account.",
    before: ["ha disattivato il Suo account. Nulla è perduto: acceda quando vorrà riaverlo."],
    after: ["Se non era Lei, acceda e cambi la password."],
  },
  erased: {
    title: "Il Suo account è cancellato",
    noted: "",
    before: [
      "il Suo account e ciò che sapevamo di Lei sono cancellati. Quanto ha pagato resta registrato, come chiede la legge, sotto un numero che non porta a nessuno; le copie di riserva La dimenticano entro 28 giorni.",
      "I biglietti che aveva non si possono più mostrare. Con questo indirizzo può aprire un nuovo account quando vuole.",
    ],
    after: ["Questo è l’ultimo messaggio che riceve da noi."],
  },
};
