export const attackCommand = async (_names: string[]) => 2
