-- A name of a clinic, a person or a thing as mails and lists show it: one line, composed letters, single spaces, nothing that
-- cannot be seen and nothing that turns the reading direction. What holds an emoji together stays: joiners between two of
-- them, the selector after one, the tags of a flag.
create function app.normalize_name(p_name text)
returns text
language sql
immutable
strict
parallel safe
set search_path = ''
as $$
  select btrim(regexp_replace(regexp_replace(regexp_replace(
    normalize(p_name, nfc),
    '(?<![\u2190-\u21FF\u2300-\u27BF\u2B00-\u2BFF\U0001F000-\U0001FAFF\uFE0F])\u200D|\u200D(?![\u2190-\u21FF\u2300-\u27BF\u2B00-\u2BFF\U0001F000-\U0001FAFF])'
    || '|(?<![0-9#*\u00A9\u00AE\u203C\u2049\u2122\u2139\u2190-\u21FF\u2300-\u27BF\u2B00-\u2BFF\u3030\u303D\u3297\u3299\U0001F000-\U0001FAFF])\uFE0F'
    || '|(?<![\U0001F3F4\U000E0020-\U000E007F])[\U000E0020-\U000E007F]+', '', 'g'),
    '[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B\u200C\u200E\u200F\u202A-\u202E\u2060-\u206F\u2800\u3164\uFE00-\uFE0E\uFEFF\uFFA0\uFFF9-\uFFFB\U000E0000-\U000E001F\U000E0100-\U000E0FFF]+', '', 'g'),
    '[\s\u0001-\u0020\u007F-\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]+', ' ', 'g'));
$$;
comment on function app.normalize_name(text) is 'A name on one line: NFC, single spaces, without control, invisible and direction characters.';
revoke execute on function app.normalize_name(text) from public, anon, authenticated;
grant execute on function app.normalize_name(text) to authenticated, service_role;
