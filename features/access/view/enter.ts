import { signIn } from 'next-auth/react'
import type { ActionAnswer } from '#components/action-form.tsx'

export type EnterWords = { wrongSignIn: string; askedTooOften: string; fault: string }

/** Signs in through next-auth and goes to `next` as a new page load: frame, language and all are the member's. */
export const enter = async (
  login: string,
  password: string,
  next: string,
  words: EnterWords,
): Promise<ActionAnswer<null>> => {
  const answer = await signIn('credentials', { login, password, redirect: false }).catch(() => undefined)
  if (answer?.ok) {
    window.location.assign(next)
    return { ok: true, value: null }
  }
  return { ok: false, refusal: refusalOf(answer?.error, words) }
}

/** next-auth's word where the door answered no, else what the door threw (adapters/auth.ts). */
const refusalOf = (error: string | null | undefined, words: EnterWords): string => {
  if (error === 'CredentialsSignin') return words.wrongSignIn
  return error === 'askedTooOften' ? words.askedTooOften : words.fault
}
