import type { Command } from 'commander'
import { z } from 'zod'
import { t } from './words.ts'

export const text = z.string().trim().min(1)

/** A command under `parent`, with the option all have. */
export const command = (parent: Command, nameAndArguments: string, about: string): Command =>
  parent.command(nameAndArguments).description(about).option('--json', t('cli.options.json'))

/** A word that commands stand under. Its help is asked for by `--help` alone, as everywhere. */
export const commandGroup = (parent: Command, name: string, about: string): Command =>
  parent.command(name).description(about).helpCommand(false)

/** A command inside an organisation. */
export const organisationCommand = (parent: Command, nameAndArguments: string, about: string): Command =>
  command(parent, nameAndArguments, about).requiredOption(
    '--organisation <id or name>',
    t('cli.options.organisation'),
  )
