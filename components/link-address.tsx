'use client'

import { createContext } from 'react'

/** What the pages around make of a link's address: as it stands, unless somebody above says otherwise. */
export const LinkAddress = createContext<(href: string) => string>((href) => href)
