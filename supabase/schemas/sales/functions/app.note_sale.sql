create function app.note_sale(
  p_tenant_id uuid, p_entity text, p_id uuid, p_kind text, p_before jsonb default null, p_after jsonb default null
)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_out text[] := array['version', 'updated_at', 'sort_key', 'tenant_id', 'stage_since', 'created_at', 'created_by'];
  v_before jsonb;
  v_after jsonb;
begin
  -- only what changed is worth a line
  select jsonb_object_agg(k.key, p_before -> k.key), jsonb_object_agg(k.key, p_after -> k.key) into v_before, v_after
  from (select jsonb_object_keys(coalesce(p_before, '{}')) union select jsonb_object_keys(coalesce(p_after, '{}'))) k (key)
  where not k.key = any (v_out) and p_before -> k.key is distinct from p_after -> k.key;
  if p_kind = 'changed' and v_after is null then
    return;
  end if;
  insert into public.sales_events (tenant_id, entity, contact_id, company_id, deal_id, lead_id, kind, actor_id, before, after)
  values (p_tenant_id, p_entity, case p_entity when 'contact' then p_id end, case p_entity when 'company' then p_id end,
    case p_entity when 'deal' then p_id end, case p_entity when 'lead' then p_id end, p_kind, auth.uid(),
    case when p_before is not null then jsonb_strip_nulls(v_before) end, v_after);
  perform app.audit(p_tenant_id, p_entity || '.' || p_kind, p_entity, p_id::text, nullif(jsonb_strip_nulls(v_before), '{}'), nullif(v_after, '{}'));
  perform app.broadcast(p_tenant_id, 'sale', jsonb_build_object('entity', p_entity, 'id', p_id));
end;
$$;
comment on function app.note_sale(uuid, text, uuid, text, jsonb, jsonb) is
  'Writes the history of sales, and tells who looks. p_before, p_after: rows as JSON; what is equal in both is left out, and a change of nothing is no line.';
revoke execute on function app.note_sale(uuid, text, uuid, text, jsonb, jsonb) from public, anon, authenticated;
