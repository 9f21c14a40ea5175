import type { Metadata } from 'next'
import { getFormatter, getTranslations } from 'next-intl/server'
import { ButtonLink } from '#components/button-link.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { permissions, rolesWith } from '#domain/permission.ts'
import { signedIn } from '#features/access/guard.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('access.forbidden'))('title') }
}

type ForbiddenProps = { searchParams: Promise<{ permission?: string | string[] }> }

/** Where `requireActor` leads whoever lacks a permission. */
export default async function ForbiddenPage({ searchParams }: ForbiddenProps) {
  const { role, organisation } = await signedIn()
  const asked = (await searchParams).permission
  const permission = permissions.find((each) => each === asked)
  const t = await getTranslations('access.forbidden')
  const roles = await getTranslations('roles')
  const format = await getFormatter()
  const words = await getTranslations('permissions')
  return (
    <EmptyState level="h1" title={t('title')} action={<ButtonLink href="/">{t('action')}</ButtonLink>}>
      {permission
        ? t('sentence', {
            role: roles(`${role}.name`),
            permission: words(permission),
            roles: format.list(rolesWith(permission, organisation).map((each) => roles(`${each}.name`))),
          })
        : t('general', { role: roles(`${role}.name`) })}
    </EmptyState>
  )
}
