/** The number after `--name=` in the command line. */
export function numberOption(name: string, usual: number): number {
  const option = process.argv.find((argument) => argument.startsWith(`--${name}=`))
  return option === undefined ? usual : Number(option.slice(name.length + 3))
}
