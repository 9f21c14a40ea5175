import { randomUUID } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** Argon2id, which is the library's default, with the smallest settings OWASP's password storage page advises. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** A salted Argon2id hash in PHC form. */
export const hashPassword = (password: string): Promise<string> => hash(password, cost)

/** What an unknown sign-in name is checked against, so that it takes as long to refuse as a known one. */
let decoy: Promise<string> | undefined

/** Whether the password belongs to the hash. Without a hash the answer is no, after the same amount of work. */
export const verifyPassword = async (known: string | undefined, password: string): Promise<boolean> => {
  decoy ??= hashPassword(randomUUID())
  const matches = await verify(known ?? (await decoy), password)
  return known !== undefined && matches
}
