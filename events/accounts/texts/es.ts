import type { AccountTexts } from "#events/accounts/texts/account-texts.ts";
import { resetHours, verificationHours } from "#platform/mailed-tokens.ts";

export const es: AccountTexts = {
  hello: (firstName) => `Hola, ${firstName}:`,
  sendIt: "Envíelo a la API:",
  verification: {
    title: "Confirme su dirección de correo",
    noted: "Le enviamos un código que confirma su dirección.",
    before: [`este código confirma su dirección. Sirve durante ${verificationHours} horas:`],
    after: ["Si no abrió una cuenta con nosotros, ignore este mensaje."],
  },
  alreadyRegistered: {
    title: "Ya tiene una cuenta",
    noted: "Alguien intentó abrir otra cuenta con su dirección.",
    before: [
      "alguien, probablemente usted, intentó abrir una cuenta con esta dirección. Ya tiene una: solo tiene que iniciar sesión.",
      `Si olvidó su contraseña o nunca eligió una, este código pone una nueva durante ${resetHours} hora:`,
    ],
    after: ["Si no fue usted, ignore este mensaje; no ha cambiado nada."],
  },
  passwordReset: {
    title: "Elija una contraseña nueva",
    noted: "Le enviamos un código que pone una contraseña nueva.",
    before: [
      `este código pone una contraseña nueva y cierra todas sus sesiones. Sirve una vez, durante ${resetHours} hora:`,
    ],
    after: ["Si no lo pidió, ignore este mensaje; su contraseña sigue igual."],
  },
  emailChange: {
    title: "Confirme su nueva dirección de correo",
    noted: "Enviamos a su nueva dirección un código que la confirma.",
    before: [`este código pasa su cuenta a esta dirección. Sirve durante ${verificationHours} horas:`],
    after: ["Si no lo pidió, ignore este mensaje; no cambia nada."],
  },
  emailTaken: {
    title: "Esta dirección ya tiene una cuenta",
    noted: "Alguien quiso pasar otra cuenta a su dirección.",
    before: [
      "alguien, probablemente usted, quiso pasar otra cuenta a esta dirección. Ya tiene una, así que no ha cambiado nada: solo tiene que iniciar sesión en ella.",
    ],
    after: ["Si no fue usted, ignore este mensaje."],
  },
  emailChangeAsked: (to) => ({
    title: "Su dirección de correo va a cambiar",
    noted: "Se pidió cambiar su dirección de correo.",
    before: [
      `alguien que conoce su contraseña pidió pasar su cuenta a ${to}. Pasará en cuanto esa dirección se confirme.`,
    ],
    after: ["Si no fue usted, cambie su contraseña ahora: eso lo impide y cierra todas las demás sesiones."],
  }),
  emailChanged: (to) => ({
    title: "Su dirección de correo ha cambiado",
    noted: "Su cuenta pasó a otra dirección de correo.",
    before: [
      `su cuenta pertenece ahora a la dirección ${to}. Con ella inicia sesión, y a ella le escribiremos desde ahora.`,
    ],
    after: ["Si no fue usted, responda enseguida a este mensaje."],
  }),
  passwordChanged: {
    title: "Su contraseña ha cambiado",
    noted: "Su cuenta tiene una contraseña nueva.",
    before: ["su cuenta tiene una contraseña nueva, y sus demás sesiones se han cerrado."],
    after: ["Si no fue usted, ponga otra enseguida: pida un código en «olvidé mi contraseña»."],
  },
  suspended: {
    title: "Su cuenta está suspendida",
    noted: "Suspendimos su cuenta.",
    before: [
      "hemos suspendido su cuenta: no puede iniciar sesión hasta que la abramos de nuevo. Sus entradas siguen siendo válidas.",
    ],
    after: ["Si cree que es un error, responda a este mensaje."],
  },
  reactivated: {
    title: "Su cuenta vuelve a estar abierta",
    noted: "Abrimos de nuevo su cuenta.",
    before: ["hemos abierto de nuevo su cuenta: inicie sesión como antes."],
    after: [],
  },
  deactivated: {
    title: "Su cuenta está dormida",
    noted: "Desactivó su cuenta.",
    before: ["usted desactivó su cuenta. No se ha perdido nada: inicie sesión cuando quiera recuperarla."],
    after: ["Si no fue usted, inicie sesión y cambie su contraseña."],
  },
  erased: {
    title: "Su cuenta está borrada",
    noted: "",
    before: [
      "su cuenta y lo que sabíamos de usted están borrados. Lo que pagó queda registrado, como pide la ley, bajo un número que no lleva a nadie; las copias de seguridad lo olvidan en 28 días.",
      "Las entradas que tenía ya no se pueden mostrar. Con esta dirección puede abrir una cuenta nueva cuando quiera.",
    ],
    after: ["Este es el último mensaje que recibe de nosotros."],
  },
};
