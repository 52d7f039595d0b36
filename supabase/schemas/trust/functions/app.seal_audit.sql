create function app.seal_audit(p_tenant_id uuid, p_limit integer default 5000)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_chain app.audit_chains;
  v_row public.audit_logs;
  v_sealed integer := 0;
begin
  insert into app.audit_chains (tenant_id) values (p_tenant_id) on conflict (tenant_id) do nothing;
  select * into v_chain from app.audit_chains c where c.tenant_id = p_tenant_id for update;
  for v_row in
    select l.* from public.audit_logs l where l.tenant_id = p_tenant_id and l.seq is null order by l.id limit p_limit
  loop
    v_row.seq := v_chain.head_seq + 1;
    v_row.prev_hash := v_chain.head_hash;
    v_row.hash := app.audit_hash(v_row);
    update public.audit_logs l set seq = v_row.seq, prev_hash = v_row.prev_hash, hash = v_row.hash
    where l.tenant_id = p_tenant_id and l.id = v_row.id;
    v_chain.head_seq := v_row.seq;
    v_chain.head_hash := v_row.hash;
    v_sealed := v_sealed + 1;
  end loop;
  if v_sealed > 0 then
    update app.audit_chains c set head_seq = v_chain.head_seq, head_hash = v_chain.head_hash where c.tenant_id = p_tenant_id;
  end if;
  return v_sealed;
end;
$$;
comment on function app.seal_audit(uuid, integer) is
  'Gives the rows of a clinic that are committed and have no place in its chain yet their places, in order of their ids; a row of a transaction that took long comes later. Answers how many.';
revoke execute on function app.seal_audit(uuid, integer) from public, anon, authenticated;
