/** Why people may not choose this password; undefined: they may. Provisioned ones work with a warning instead. reliability.md 7.3 */
export function weakPassword(password: string, charactersMin: number): string | undefined {
  if ([...password].length < charactersMin) return `at least ${charactersMin} characters`;
  if (new Set(password).size < distinctMin) return "too few different characters";
  return common.has(password.toLowerCase()) ? "a password that is used too often" : undefined;
}

const distinctMin = 3;

/** Of public lists of leaked passwords the most frequent with 12 characters or more. */
const common: ReadonlySet<string> = new Set([
  ...["123456789012", "1234567890123", "12345678910", "123456789101112", "1234567890qwerty", "qwertyuiop123"],
  ...["qwertyuiop[]", "qwertyuiopasdfghjkl", "qwerty123456", "qwerty1234567", "1q2w3e4r5t6y", "1qaz2wsx3edc"],
  ...["1qaz2wsx3edc4rfv", "q1w2e3r4t5y6", "zaq12wsxcde3", "asdfghjkl123", "asdfghjkl;'", "zxcvbnm12345"],
  ...["password1234", "password12345", "password123456", "passwordpassword", "mypassword123", "passw0rd1234"],
  ...["p@ssw0rd1234", "p@ssword1234", "letmein12345", "welcome12345", "welcome123456", "administrator"],
  ...["administrator1", "admin1234567", "admin12345678", "changeme1234", "changemechangeme", "iloveyou1234"],
  ...["iloveyouforever", "iloveyousomuch", "unbelievable", "hellohello12", "abcdefghijkl", "abcdefghijklmnop"],
  ...["abcd1234abcd", "abc123abc123", "abc123456789", "a1b2c3d4e5f6", "test12345678", "testtesttest"],
  ...["football1234", "liverpool123", "manchesterunited", "basketball12", "princess1234", "sunshine1234"],
  ...["monkey123456", "dragon123456", "correcthorsebatterystaple", "correct horse battery staple"],
]);
