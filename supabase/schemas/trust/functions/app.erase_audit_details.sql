create function app.erase_audit_details(p_tenant_id uuid, p_entity text, p_entity_id text)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_rows integer;
begin
  update public.audit_logs l set before = null, after = null, reason = null, salt = null, erased_at = clock_timestamp()
  where l.tenant_id = p_tenant_id and l.entity = p_entity and l.entity_id = p_entity_id and l.erased_at is null
    and num_nonnulls(l.before, l.after, l.reason) > 0;
  get diagnostics v_rows = row_count;
  if v_rows > 0 then
    perform app.audit(p_tenant_id, 'audit.erased', p_entity, p_entity_id, null, jsonb_build_object('rows', v_rows));
  end if;
  return v_rows;
end;
$$;
comment on function app.erase_audit_details(uuid, text, text) is
  'Erases what the audit says of one thing (its before, after and reasons) for good; that something was done, by whom and when stays, and the chain stays whole. Answers how many rows.';
revoke execute on function app.erase_audit_details(uuid, text, text) from public, anon, authenticated;
