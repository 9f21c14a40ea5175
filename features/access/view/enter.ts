import { signIn } from 'next-auth/react'
import type { ActionAnswer } from '#components/action-form.tsx'

export type EnterWords = {
  wrongSignIn: string
  wrongCode: string
  codeNeeded: string
  code: string
  askedTooOften: string
  fault: string
}

/** Signs in through next-auth and goes to `next` as a new page load: frame, language and all are the member's. */
export const enter = async (
  login: string,
  { password, code }: { password: string; code: string },
  next: string,
  words: EnterWords,
): Promise<ActionAnswer<null>> => {
  const answer = await signIn('credentials', { login, password, code, redirect: false }).catch(
    () => undefined,
  )
  if (answer?.ok) {
    window.location.assign(next)
    return { ok: true, value: null }
  }
  const isAsked = code !== '' || answer?.error === 'codeNeeded'
  return {
    ok: false,
    refusal: refusalOf(answer?.error, code !== '', words),
    ...(isAsked && { asks: [{ name: 'code', kind: 'code', label: words.code, revealLabel: '' }] }),
  }
}

/** next-auth's word where the door answered no, else what the door threw (adapters/auth.ts). */
const refusalOf = (error: string | null | undefined, hasCode: boolean, words: EnterWords): string => {
  if (error === 'CredentialsSignin') return hasCode ? words.wrongCode : words.wrongSignIn
  if (error === 'codeNeeded') return words.codeNeeded
  return error === 'askedTooOften' ? words.askedTooOften : words.fault
}

export const textOf = (form: FormData, name: string): string => String(form.get(name) ?? '')
