export type ButtonTone = 'primary' | 'plain' | 'danger'

/** How each tone looks in Mantine. One primary a page; danger only for what cannot be undone. */
export const buttonLook = {
  primary: { variant: 'filled', color: 'orchard' },
  plain: { variant: 'default' },
  danger: { variant: 'filled', color: 'red' },
} as const satisfies Record<ButtonTone, { variant: string; color?: string }>
