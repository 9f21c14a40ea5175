import { Command, type Help } from 'commander'
import { settings } from '#adapters/env.ts'
import { log } from '#adapters/log.ts'
import { interruption } from './act.ts'
import { addAuditCheckpoint } from './audit-checkpoint.ts'
import { addAuditExport } from './audit-export.ts'
import { addBackup } from './backup.ts'
import { addConnect } from './connect.ts'
import { failureOf } from './failure.ts'
import { addInventory } from './inventory.ts'
import { commandGroup } from './options.ts'
import { addOrganisationAdd } from './organisation-add.ts'
import { addOrganisationInvite } from './organisation-invite.ts'
import { addRead } from './read.ts'
import { addReportToFile } from './report-to-file.ts'
import { addRestore } from './restore.ts'
import { addSecretRotate } from './secret-rotate.ts'
import { addVerifyAudit } from './verify-audit.ts'
import { addVerifyAuditFile } from './verify-audit-file.ts'
import { addVerifyBackup } from './verify-backup.ts'
import { addVerifyReport } from './verify-report.ts'
import { t } from './words.ts'

/**
 * Runs one command line and answers its exit code: 0 done, 1 refused or failed, 2 wrong usage. With `--json`
 * standard output holds JSON and nothing else, and so does standard error.
 */
export const run = async (argv: readonly string[]): Promise<number> => {
  const json = argv.includes('--json')
  // `info` is what the settings say where nobody chose: too much beside an answer.
  if (settings().log === 'info') log.level = json ? 'silent' : 'error'
  try {
    await program(json).parseAsync([...argv], { from: 'user' })
    return 0
  } catch (error) {
    const failure = failureOf(error, interruption.signal.aborted)
    if (!failure) return 0
    const { reason, message, exitCode } = failure
    process.stderr.write(`${json ? JSON.stringify({ error: { reason, message } }) : message}\n`)
    log.debug({ err: error }, 'the command failed')
    return exitCode
  }
}

const program = (json: boolean): Command => {
  const root = new Command('npm run --silent cli --')
    .description(t('cli.about'))
    .exitOverride()
    .configureHelp({ styleTitle: title })
    // Commander's own complaints are English; `failureOf` words them again.
    .configureOutput({ outputError: () => {}, ...(json && { writeErr: () => {} }) })
    .option('--json', t('cli.options.json'))
    .helpOption('-h, --help', t('cli.options.help'))
    .helpCommand(false)

  const organisation = commandGroup(root, 'organisation', t('cli.organisation.about'))
  addOrganisationAdd(organisation)
  addOrganisationInvite(organisation)
  addConnect(root)
  addRead(root)
  addInventory(root)
  const report = commandGroup(root, 'report', t('cli.report.about'))
  addReportToFile(report, 'disclosure')
  addReportToFile(report, 'processing')
  const audit = commandGroup(root, 'audit', t('cli.audit.about'))
  addAuditExport(audit)
  addAuditCheckpoint(audit)
  const verify = commandGroup(root, 'verify', t('cli.verify.about'))
  addVerifyReport(verify)
  addVerifyAudit(verify)
  addVerifyAuditFile(verify)
  addVerifyBackup(verify)
  addBackup(root)
  addRestore(root)
  addSecretRotate(commandGroup(root, 'secret', t('cli.secret.about')))
  return root
}

const titles: Record<string, string> = {
  'Usage:': 'usage',
  'Arguments:': 'arguments',
  'Options:': 'options',
  'Commands:': 'commands',
}
const title: Help['styleTitle'] = (text) => {
  const key = titles[text]
  return key ? t(`cli.help.${key}`) : text
}
