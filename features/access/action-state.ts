import type { Outcome, Refusal } from '#domain/outcome.ts'

/** Where a refused person can go instead. */
type NextStep = { href: string; label: string }

/** A secret by its field; `code` is one of an app on a telephone. */
export type Asked = { name: string; kind: 'password' | 'code'; label: string; revealLabel: string }

/**
 * What an action tells its form. Refusals are already in the person's words, because the browser is sent no
 * messages; `reason` stays beside them for code.
 */
export type ActionState<Value = unknown> =
  | null
  | { ok: true; value: Value }
  | {
      ok: false
      reason: string
      values?: Record<string, string | number>
      refusal: string
      nextStep?: NextStep
      /** Passwords and codes the form did not ask for and has to send along. */
      asks?: Asked[]
      /** Why single fields were not accepted, by field name. */
      fields?: Record<string, string>
    }

/** What the command of an action answers; the door may add the next step. */
export type Answered<Value, Reason extends string = string> =
  | Outcome<Value, Reason>
  | (Refusal<Reason> & { nextStep: NextStep })

/**
 * A form's fields as a plain object: a field given several times is a list, React's own fields are left out. Each is looked at
 * once: strangers send forms too, and one of a hundred thousand fields must not hold up everybody else.
 */
export const inputOf = (form: FormData): Record<string, unknown> => {
  const given = new Map<string, FormDataEntryValue[]>()
  for (const [name, value] of form) {
    const earlier = given.get(name)
    if (earlier) earlier.push(value)
    else if (!name.startsWith('$ACTION')) given.set(name, [value])
  }
  return Object.fromEntries(
    [...given].map(([name, values]) => [name, values.length > 1 ? values : values[0]]),
  )
}
