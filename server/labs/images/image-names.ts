const KNOWN = ['node-24'] as const
export type ImageName = (typeof KNOWN)[number]

export const isImageName = (name: string): name is ImageName => (KNOWN as readonly string[]).includes(name)
