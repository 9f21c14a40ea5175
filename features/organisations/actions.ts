'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { guarded, guardedRecently } from '#features/access/guard.ts'
import { changeOrganisation, connectTenant, forgetTenant, testTenant } from './commands.ts'
import { removeLogo, setLogo } from './logo.ts'
import { logoInput, nothingInput, organisationInput, tenantInput, tenantLinkChoice } from './schema.ts'

export const changeOrganisationAction = guarded(
  'organisations:change',
  organisationInput,
  async (actor, input) => {
    const outcome = await changeOrganisation(actor, input)
    // The name stands in the frame of every page.
    revalidatePath('/', 'layout')
    return outcome
  },
)

export const setLogoAction = guarded('organisations:change', logoInput, async (actor, { file }) => {
  const outcome = await setLogo(actor, file)
  revalidatePath('/settings')
  return outcome
})

export const removeLogoAction = guarded('organisations:change', nothingInput, async (actor) => {
  const outcome = await removeLogo(actor)
  revalidatePath('/settings')
  return outcome
})

export const testTenantAction = guarded('tenantLinks:connect', tenantInput, testTenant)

export const connectTenantAction = guarded('tenantLinks:connect', tenantInput, async (actor, input) => {
  const outcome = await connectTenant(actor, input)
  if (!outcome.ok) return outcome
  revalidatePath('/settings')
  redirect('/settings')
})

export const forgetTenantAction = guardedRecently(
  'tenantLinks:connect',
  tenantLinkChoice,
  async (actor, input) => {
    const outcome = await forgetTenant(actor, input)
    revalidatePath('/settings')
    return outcome
  },
)
