import { Command } from 'commander'
import type { z } from 'zod'
import type { Outcome } from '#domain/outcome.ts'
import { type Database, openDatabase } from './database.ts'
import { Refused, WrongUsage } from './failure.ts'
import { t } from './words.ts'

/**
 * What a command answers: the same facts for a program and for a person. A file that was asked for on standard output
 * (`bytes`) has that for itself, and the facts go to standard error.
 */
export type Answer = { json: unknown; text: string; bytes?: Uint8Array }

export type Call = {
  /** Aborted by Ctrl-C. */
  signal: AbortSignal
  database: Database
  /** A person watches: progress may be drawn on standard error. */
  isWatched: boolean
}

export const interruption = new AbortController()

/**
 * Makes the action of a command, in the same beats for all: is the input sound → open the database → the work → its
 * answer on standard output. Options and arguments reach the schema by their names. `open`: how the database is opened.
 */
export const act = <Schema extends z.ZodType>(
  schema: Schema,
  work: (input: z.output<Schema>, call: Call) => Promise<Outcome<Answer>>,
  open: () => Promise<Database> = openDatabase,
) =>
  actAlone(schema, async (input, call) => {
    const database = await open()
    try {
      return await work(input, { ...call, database })
    } finally {
      await database.close()
    }
  })

/** The same for a command that needs no database: it runs wherever Pomona's files lie. */
export const actAlone =
  <Schema extends z.ZodType>(
    schema: Schema,
    work: (input: z.output<Schema>, call: Omit<Call, 'database'>) => Promise<Outcome<Answer>>,
  ) =>
  async (...given: unknown[]): Promise<void> => {
    const command = given.at(-1)
    if (!(command instanceof Command)) throw new TypeError('an action without its command')
    const { json, ...options } = command.optsWithGlobals()
    const names = command.registeredArguments.map((argument) => argument.name())
    const named = Object.fromEntries(names.map((name, at) => [name, command.args[at]]))
    const parsed = schema.safeParse({ ...options, ...named })
    if (!parsed.success) throw new WrongUsage(wordsOf(parsed.error.issues[0]))

    const isWatched = json !== true && process.stderr.isTTY === true
    const outcome = await work(parsed.data, { signal: interruption.signal, isWatched })
    if (!outcome.ok) throw new Refused(outcome)
    const { bytes } = outcome.value
    const answer = json === true ? JSON.stringify(outcome.value.json, null, 2) : outcome.value.text
    if (bytes) process.stdout.write(bytes)
    const beside = bytes ? process.stderr : process.stdout
    beside.write(`${answer}\n`)
  }

const wordsOf = (issue: z.core.$ZodIssue | undefined): string => {
  const name = String(issue?.path[0] ?? '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  const what = `--${name}`
  return issue?.code === 'invalid_value'
    ? t('cli.usage.oneOf', { what, values: issue.values.join(', ') })
    : t('cli.usage.invalidValue', { what })
}
