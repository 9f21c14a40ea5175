import { getLocale, getTranslations } from 'next-intl/server'
import { DefinitionList } from '#components/definition-list.tsx'
import type { OrganisationInput } from '../schema.ts'

/** The organisation, for whoever may read it and not change it. */
export async function OrganisationDetails({ organisation }: { organisation: OrganisationInput }) {
  const t = await getTranslations('organisations.details')
  const names = await getTranslations('frame.language')
  const countryName = new Intl.DisplayNames(await getLocale(), { type: 'region' })
  const values = {
    name: organisation.name,
    country: countryName.of(organisation.country) ?? organisation.country,
    address: organisation.address,
    publicName: organisation.publicName,
    controllerName: organisation.controllerName,
    dpoContact: organisation.dpoContact,
    officersAreDpo: organisation.officersAreDpo ? t('officersAreDpoYes') : t('officersAreDpoNo'),
    operatorName: organisation.operatorName,
    operatorContact: organisation.operatorContact,
    operatorDpo: organisation.operatorDpo,
    language: names(organisation.language),
    timeZone: organisation.timeZone,
  }
  return (
    <DefinitionList
      items={Object.entries(values).map(([id, value]) => ({
        id,
        term: t(id),
        description: value ?? t('empty'),
      }))}
    />
  )
}
