declare const brand: unique symbol;

/** A base type that carries a name, so that one id or unit is never passed for another. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };
