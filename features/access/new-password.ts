import { commonestPasswords } from '#adapters/common-passwords.ts'
import { hashPassword } from '#adapters/passwords.ts'
import { done, type Outcome } from '#domain/outcome.ts'
import { decidePassword, type OwnNames, type PasswordReason } from '#domain/password.ts'

/** The hash of a password that somebody chose, wherever they do. */
export const newPassword = async (
  password: string,
  own: OwnNames,
): Promise<Outcome<string, PasswordReason>> => {
  const decision = decidePassword(password, { own, commonest: await commonestPasswords() })
  return decision.ok ? done(await hashPassword(password)) : decision
}
