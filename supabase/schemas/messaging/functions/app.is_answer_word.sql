create function app.is_answer_word(p_word text)
returns boolean
language sql
immutable
strict
parallel safe
set search_path = ''
as $$
  -- "cancelar" answers a reminder of a session, and must never silence the clinic
  select p_word ~ '^(1|2|sim|s|nao|n|ok|confirm(o|ar|ado|ada)?|cancel(a|o|ar|ado|ada)?|desmarc(a|o|ar)|remarc(a|o|ar))$';
$$;
comment on function app.is_answer_word(text) is 'Whether a normalised word answers a reminder of a session; no clinic may make it opt somebody out.';
revoke execute on function app.is_answer_word(text) from public, anon, authenticated;
