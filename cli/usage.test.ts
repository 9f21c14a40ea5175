import { expect, test, vi } from 'vitest'
import { run } from './program.ts'

const organisation = ['--organisation', 'x']
const tenant = ['--tenant', 'x', '--client', 'x', '--secret-stdin']

test.each([
  [['inventory'], 'An option is missing: --organisation <id or name>.'],
  [['inventory', '--organisation'], 'A value is missing: --organisation <id or name>.'],
  [['inventory', ...organisation, '--as-of', 'yesterday'], 'The value of --as-of does not fit. See --help.'],
  [
    ['organisation', 'add', '--name', 'x'.repeat(201), '--country', 'DK'],
    'The value of --name does not fit. See --help.',
  ],
  [
    ['organisation', 'add', '--name', 'Lindegaard \u202epuorG', '--country', 'DK'],
    'The value of --name does not fit. See --help.',
  ],
  [['report', 'disclosure', ...organisation, '--lang', 'de', '--out', 'x'], '--lang must be one of: en, fr.'],
  [
    ['connect', ...organisation, '--cloud', 'mars', ...tenant],
    '--cloud must be one of: global, usGov, usGovDod, china, custom.',
  ],
  [
    ['organisation', 'invite', ...organisation, '--role', 'auditor'],
    '--role must be one of: owner, admin, privacyOfficer, decider.',
  ],
  [['verify', 'report'], 'An argument is missing: file.'],
  [['backup'], 'An argument is missing: file.'],
  [['restore', 'a', '--force'], 'There is no option --force. See --help.'],
  [['verify', 'report', 'a', 'b'], /^There are too many arguments/],
  [['fly'], 'There is no command fly. See --help.'],
  [['read', ...organisation, '--fast'], 'There is no option --fast. See --help.'],
  [[], 'This command line does not fit. See --help.'],
])('%j is refused before anything is opened, in our words', async (given, sentence) => {
  const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  const error = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  expect(await run(['--json', ...given])).toBe(2)
  expect(out).not.toHaveBeenCalled()
  const said = JSON.parse(String(error.mock.lastCall?.[0]))
  expect(said).toEqual({
    error: {
      reason: 'usage',
      message: typeof sentence === 'string' ? sentence : expect.stringMatching(sentence),
    },
  })
})

test.each(['organisation', 'report', 'secret', 'verify'])(
  'the help of %s speaks our words alone',
  async (group) => {
    const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    expect(await run([group, '--help'])).toBe(0)
    const said = out.mock.calls.join('')
    expect(said).not.toContain('display help')
    expect(said).not.toMatch(/^ +help \[command\]/m)
  },
)

test('help is an answer, not a refusal', async () => {
  const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  expect(await run(['read', '--help'])).toBe(0)
  expect(out.mock.calls.join('')).toContain('--organisation <id or name>')
})
