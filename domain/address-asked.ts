import { z } from 'zod'

export type Address = Record<string, string | string[] | undefined>

/**
 * What an address asks for, part by part: it may be old, or typed. A part that is no choice is left out, and told by its
 * name, so that nobody takes the page for what they asked. Empty parts are those of a form that was left open.
 */
export const addressAsked = <Shape extends Record<string, z.ZodType>>(
  shape: Shape,
  address: Address,
): { said: z.output<z.ZodObject<Shape>>; leftOut: string[] } => {
  const given = Object.entries(address).filter(([, value]) => value !== '')
  const parts = new Map(given)
  const leftOut = Object.entries(shape).flatMap(([name, part]) =>
    part.safeParse(parts.get(name)).success ? [] : [name],
  )
  const known = given.filter(([name]) => !leftOut.includes(name))
  return { said: z.object(shape).parse(Object.fromEntries(known)), leftOut }
}
