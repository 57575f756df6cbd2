// The four of inquirer's prompts that are used: a bundle that takes its whole index also carries an editor.
export { confirm, input, password, select } from '@inquirer/prompts';
