/** As if the tab were pressed: whoever has something unsaved is asked first. */
export const goToTab = (id: string): void => document.getElementById(`tab-${id}`)?.click();
