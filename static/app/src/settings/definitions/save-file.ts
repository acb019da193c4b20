/** Hands the browser a file to save. */
export function saveFile({ fileName, json }: { fileName: string; json: string }): void {
  const url = URL.createObjectURL(new Blob([json], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
