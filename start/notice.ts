import type { SignIn } from '#prisma/seed.ts'

/** What a person reads when Pomona runs in demonstration mode. */
export const demoNotice = (url: string, signIns: SignIn[]): string => {
  const rows = [
    ['Role', 'Sign-in name', 'Password'],
    ...signIns.map((one) => [one.role, one.login, one.password]),
  ]
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const table = rows.map(
    (row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('   ')}`,
  )
  return [
    '',
    `Pomona is ready: ${url}`,
    '',
    ...table.map((line) => line.trimEnd()),
    '',
    'Ctrl-C stops it.',
    '',
  ].join('\n')
}

/** What a person reads when nobody can sign in yet. */
export const invitationNotice = (url: string, token: string): string =>
  [
    '',
    `Pomona is ready: ${url}`,
    '',
    'Nobody can sign in yet. This link makes the first member, once, within 24 hours:',
    `  ${url}/welcome/${token}`,
    '',
  ].join('\n')
