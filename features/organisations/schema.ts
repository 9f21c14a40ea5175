import { z } from 'zod'
import { clouds } from '#domain/cloud.ts'
import { languages } from '#domain/language.ts'
import { country, line, optionalText, organisationName } from '#features/access/schema.ts'

const details = z.object({
  name: organisationName,
  country,
  address: optionalText(500),
  publicName: optionalText(200),
  controllerName: optionalText(200),
  dpoContact: optionalText(200),
  /** A checkbox: absent when it is not ticked. */
  officersAreDpo: z.literal('yes').optional().transform(Boolean),
  operatorName: optionalText(200),
  operatorContact: optionalText(500),
  operatorDpo: optionalText(200),
  language: z.enum(languages),
  timeZone: z.string().refine((zone) => zone === 'UTC' || Intl.supportedValuesOf('timeZone').includes(zone)),
})
export const organisationFields = details.keyof().options

/** How to reach somebody says nothing without whom. */
export const organisationInput = details.refine(
  ({ operatorName, operatorContact, operatorDpo }) =>
    operatorName !== null || (operatorContact === null && operatorDpo === null),
  { path: ['operatorName'], message: 'operatorUnnamed' },
)
export type OrganisationInput = z.output<typeof organisationInput>

const registration = {
  cloud: z.enum(clouds),
  tenant: line(100),
  client: line(100),
}

/** A registration with what it proves itself with; `pem` holds the certificate and its private key, in any order. */
export const tenantInput = z.discriminatedUnion('kind', [
  z.object({ ...registration, kind: z.literal('secret'), secret: line(1000) }),
  z.object({ ...registration, kind: z.literal('certificate'), pem: line(50_000) }),
])
export type TenantInput = z.output<typeof tenantInput>

export const tenantLinkChoice = z.object({ link: z.uuid() })

export const logoInput = z.object({
  file: z.instanceof(File, { message: 'required' }).refine(({ size }) => size > 0, 'required'),
})
export const nothingInput = z.object({})
