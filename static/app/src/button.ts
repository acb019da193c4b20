// biome-ignore lint/correctness/noUnresolvedImports: Biome does not read the package.json that this folder consists of.
import AtlaskitButton from '@atlaskit/button/new';

export const Button = AtlaskitButton;
