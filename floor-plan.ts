import '@swc/core'
import { existsSync } from 'node:fs'
import { cruise } from 'dependency-cruiser'
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options'

// `npm run deps`: checks the rules of .dependency-cruiser.cjs. The command line of dependency-cruiser is content with
// having read nothing, which is what happens where it finds no parser for TypeScript that it knows; this is not.
// The parser is @swc/core: importing it says so where it is missing.
const folders = [
  'adapters',
  'app',
  'bench',
  'cli',
  'components',
  'domain',
  'features',
  'i18n',
  'prisma',
  'sandbox',
  'start',
  'worker',
]
const present = folders.filter((folder) => existsSync(folder))
const options = await extractOptions('./.dependency-cruiser.cjs')
const { output } = await cruise(present, options)
if (typeof output === 'string') throw new TypeError('dependency-cruiser was asked for data, not for words')

const { violations, totalCruised } = output.summary
const unread = present.filter(
  (folder) => !output.modules.some(({ source }) => source.startsWith(`${folder}/`)),
)
const lines = [
  ...violations.map(({ from, to, rule }) => {
    const reason = options.ruleSet?.forbidden?.find(({ name }) => name === rule.name)?.comment
    return `${from} → ${to}\n  ${rule.name}: ${reason}\n`
  }),
  ...unread.map((folder) => `Nothing was read in ${folder}/. Does dependency-cruiser know this @swc/core?\n`),
]
process.stdout.write(`${lines.join('\n')}Floor plan: ${totalCruised} modules read, ${lines.length} faults.\n`)
process.exitCode = lines.length > 0 ? 1 : 0
