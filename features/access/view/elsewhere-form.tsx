'use client'

import { signIn } from 'next-auth/react'
import type { ReactNode } from 'react'
import { ActionForm } from '#components/action-form.tsx'
import { providerId } from '#domain/identity.ts'

/**
 * Leads to the provider, and from there to `next`. The way is asked for and then gone by script: the policy of the page lets
 * no form lead out of Pomona, and stays so. `isAgain`: who is signed in there shows it once more.
 */
export function ElsewhereForm({
  next,
  isAgain = false,
  children,
}: {
  next: string
  isAgain?: boolean
  children: ReactNode
}) {
  const submit = async () => {
    await signIn(providerId, { callbackUrl: next }, isAgain ? { prompt: 'login', max_age: '0' } : {})
    return null
  }
  return <ActionForm action={submit}>{children}</ActionForm>
}
