import { CommanderError } from 'commander'
import { DatabaseNotStarted } from '#adapters/embedded-place.ts'
import { settings, WrongSetting } from '#adapters/env.ts'
import { folderTrouble } from '#adapters/folder.ts'
import type { Refusal } from '#domain/outcome.ts'
import { MigrationRefused } from '#prisma/migrate.ts'
import { t } from './words.ts'

/** A command was refused; carries the refusal to the door. */
export class Refused extends Error {
  override name = 'Refused'
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.reason)
    this.refusal = refusal
  }
}

/** The command line itself is wrong. The message is a sentence. */
export class WrongUsage extends Error {
  override name = 'WrongUsage'
}

export type Failure = { reason: string; message: string; exitCode: 1 | 2 }

/** What to tell the person, or null where commander has only shown its help. */
export const failureOf = (error: unknown, isInterrupted: boolean): Failure | null => {
  if (error instanceof CommanderError) return usageFailure(error)
  if (error instanceof WrongUsage) return { reason: 'usage', message: error.message, exitCode: 2 }
  if (isInterrupted) return refusalFailure({ ok: false, reason: 'cancelled' })
  if (error instanceof Refused) return refusalFailure(error.refusal)
  const sentence = sentenceOf(error)
  return sentence
    ? { reason: 'databaseUnavailable', message: sentence, exitCode: 1 }
    : { reason: 'fault', message: t('cli.fault', { said: saidBy(error) }), exitCode: 1 }
}

const refusalFailure = ({ reason, values }: Refusal): Failure => ({
  reason,
  message: t(`refusals.${reason}`, values),
  exitCode: 1,
})

/** Commander's own sentences are English: its codes choose ours, and what it quotes is kept. */
const usageSentences: Record<string, string> = {
  'commander.missingMandatoryOptionValue': 'missingOption',
  'commander.optionMissingArgument': 'missingValue',
  'commander.missingArgument': 'missingArgument',
  'commander.unknownOption': 'unknownOption',
  'commander.unknownCommand': 'unknownCommand',
  'commander.excessArguments': 'excessArguments',
}

const usageFailure = ({ code, exitCode, message }: CommanderError): Failure | null => {
  if (exitCode === 0) return null
  const key = usageSentences[code] ?? 'wrong'
  const what = /'([^']+)'/.exec(message)?.[1] ?? ''
  return { reason: 'usage', message: t(`cli.usage.${key}`, { what }), exitCode: 2 }
}

const sentenceOf = (error: unknown): string | null => {
  if (!(error instanceof Error)) return null
  if ([WrongSetting, DatabaseNotStarted, MigrationRefused].some((kind) => error instanceof kind))
    return error.message
  const trouble = folderTrouble(error, settings().dataDir)
  if (trouble) return trouble
  const code = 'code' in error ? error.code : undefined
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'ETIMEDOUT')
    return t('cli.database.unreachable')
  if (code === '28P01' || code === '28000') return t('cli.database.refused')
  if (code === '3D000') return t('cli.database.missing')
  return null
}

const saidBy = (error: unknown): string => (error instanceof Error ? error.message : String(error))
