create function app.audit_details_hash(p_salt uuid, p_before jsonb, p_after jsonb, p_reason text)
returns bytea
language sql
immutable
set search_path = ''
as $$
  select sha256(convert_to(jsonb_build_array(p_salt, p_before, p_after, p_reason)::text, 'UTF8'));
$$;
comment on function app.audit_details_hash(uuid, jsonb, jsonb, text) is 'What stands for the details of an audit row in its chain. The salt goes with them, so that nobody guesses what was erased.';
revoke execute on function app.audit_details_hash(uuid, jsonb, jsonb, text) from public, anon, authenticated;
