import { isObject, type JsonObject } from "../json.ts";

/** What an expression can ask of the template it stands in; each throws nothing and answers undefined if there is no such thing. */
export type Scope = {
  ref(name: string): unknown;
  getAtt(logicalId: string, attribute: string): unknown;
};

/** `AWS::NoValue`: the property or list entry that holds it is left out. */
export const noValue = Symbol("AWS::NoValue");

type Evaluate = (expression: unknown) => unknown;
type Intrinsic = (argument: unknown, evaluate: Evaluate, scope: Scope, fail: Fail) => unknown;
type Fail = (problem: string) => never;

/**
 * The value of a template expression. `where` is told in errors: stack, logical id and the path so far.
 * Whatever resolves to nothing, and every intrinsic not known here, throws.
 */
export function evaluate(expression: unknown, scope: Scope, where: string): unknown {
  if (Array.isArray(expression)) {
    return expression.map((entry, i) => evaluate(entry, scope, `${where}[${i}]`)).filter((value) => value !== noValue);
  }
  if (!isObject(expression)) return expression;
  const [name, ...others] = Object.keys(expression);
  if (name !== undefined && others.length === 0 && (name === "Ref" || name.startsWith("Fn::"))) {
    const fail: Fail = (problem) => {
      throw new Error(`${where}: ${problem}`);
    };
    const inner: Evaluate = (argument) => evaluate(argument, scope, `${where}.${name}`);
    const intrinsic = intrinsics[name] ?? fail(`${name} is not known to the local cloud`);
    return intrinsic(expression[name], inner, scope, fail);
  }
  return evaluateProperties(expression, scope, where);
}

function evaluateProperties(properties: JsonObject, scope: Scope, where: string): JsonObject {
  const entries = Object.entries(properties).map(([key, value]) => [key, evaluate(value, scope, `${where}.${key}`)]);
  return Object.fromEntries(entries.filter(([, value]) => value !== noValue));
}

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, _evaluate, scope, fail) => scope.ref(String(name)) ?? fail(`Ref ${name} resolves to nothing`),

  "Fn::GetAtt": (argument, evaluate, scope, fail) => {
    const [id, attribute] = pathOf(argument);
    const name = String(evaluate(attribute));
    return scope.getAtt(id, name) ?? fail(`Fn::GetAtt ${id}.${name} resolves to nothing`);
  },

  "Fn::Join": (argument, evaluate, _scope, fail) => {
    const [separator, parts] = listOf(argument);
    return texts(evaluate(parts), fail).join(String(separator));
  },

  "Fn::Sub": (argument, evaluate, _scope, fail) => {
    const [text, given] = typeof argument === "string" ? [argument, {}] : listOf(argument);
    const values = isObject(given) ? given : {};
    return String(text).replace(/\$\{([^}]+)\}/g, (_match, name: string) => {
      if (name.startsWith("!")) return `\${${name.slice(1)}}`;
      const expression = name in values ? values[name] : name.includes(".") ? { "Fn::GetAtt": name } : { Ref: name };
      return texts([evaluate(expression)], fail).join("");
    });
  },

  "Fn::Select": (argument, evaluate, _scope, fail) => {
    const [index, list] = listOf(argument).map(evaluate);
    const chosen = Array.isArray(list) ? list[Number(index)] : undefined;
    return chosen ?? fail(`Fn::Select ${index} is outside of its list`);
  },

  "Fn::Split": (argument, evaluate) => {
    const [separator, text] = listOf(argument).map(evaluate);
    return String(text).split(String(separator));
  },
};

function pathOf(argument: unknown): [id: string, attribute: unknown] {
  if (Array.isArray(argument)) return [String(argument[0]), argument[1]];
  const [id = "", ...attribute] = String(argument).split(".");
  return [id, attribute.join(".")];
}

function listOf(argument: unknown): readonly unknown[] {
  return Array.isArray(argument) ? argument : [];
}

function texts(values: unknown, fail: Fail): string[] {
  if (!Array.isArray(values)) return fail("a list of texts is needed here");
  return values.map((value) =>
    typeof value === "object" || typeof value === "symbol" ? fail("a text is needed here") : String(value),
  );
}
