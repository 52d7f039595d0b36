create function app.audit_hash(p_row public.audit_logs)
returns bytea
language sql
immutable
set search_path = ''
as $$
  select sha256(p_row.prev_hash || convert_to(jsonb_build_array(
    p_row.tenant_id, p_row.seq, p_row.id, extract(epoch from p_row.at), p_row.actor_kind, p_row.actor_id, p_row.actor_name, p_row.action,
    p_row.entity, p_row.entity_id, p_row.request_id, encode(p_row.details_hash, 'hex'))::text, 'UTF8'));
$$;
comment on function app.audit_hash(public.audit_logs) is 'The hash of a row at its place in the chain: over its content and the hash before.';
revoke execute on function app.audit_hash(public.audit_logs) from public, anon, authenticated;
