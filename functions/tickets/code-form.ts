/** The forms a ticket's code comes in, the usual one first. `text` is for apps that draw it themselves. */
export const codeForms = ["svg", "png", "text"] as const;
export type CodeForm = (typeof codeForms)[number];

export const mediaTypes = { svg: "image/svg+xml", png: "image/png", text: "text/plain" } as const;

/** The form an Accept header prefers, by its weights; the usual one if it has no preference among these. */
export function preferredForm(accept: string | undefined): CodeForm {
  const wishes = (accept ?? "").split(",").map((wish) => {
    const [type, ...parameters] = wish.split(";").map((part) => part.trim().toLowerCase());
    const weight = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
    return { type, weight: weight === undefined ? 1 : Number(weight) || 0 };
  });
  const weightOf = (form: CodeForm) => {
    const type = mediaTypes[form];
    const asked = [type, type.replace(/\/.*/, "/*"), "*/*"].map((name) => wishes.find((wish) => wish.type === name));
    return asked.find((wish) => wish !== undefined)?.weight ?? 0;
  };
  return codeForms.reduce((best, form) => (weightOf(form) > weightOf(best) ? form : best));
}
