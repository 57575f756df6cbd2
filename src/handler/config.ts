/** `config.json` in the function's zip: everything the function needs to know. Written by the installer, no clear secret in it. */
export type FunctionConfig = {
  readonly installation: string;
  /** Version of signin-alert that built the zip. */
  readonly version: string;
  readonly partition: string;
  readonly account: string;
  /** Account alias, for the texts; absent where there is none. */
  readonly accountAlias?: string;
  /** Home region. */
  readonly region: string;
  readonly functionName: string;
  readonly tableName: string;
  readonly queueUrl: string;
  /** Channel as the user named it; addresses the post only with `legacyWebhook`. */
  readonly channel: string;
  readonly legacyWebhook: boolean;
  readonly webhook: {
    /** Base64 of the KMS ciphertext. Encryption context: { LambdaFunctionName: functionName }. */
    readonly ciphertext: string;
    readonly keyArn: string;
  };
};
