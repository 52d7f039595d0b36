create function public.save_custom_field(p_tenant_id uuid, p_id uuid, p_field jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.custom_fields;
  v_entity text := p_field ->> 'entity';
  v_type text := p_field ->> 'type';
  v_options text[];
begin
  perform app.require_sales_leader(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  -- in the order of the form
  v_options := array(
    select o.name from (
      select app.trimmed(x, 60) as name, min(n) as n from jsonb_array_elements_text(coalesce(nullif(p_field -> 'options', 'null'), '[]')) with ordinality e (x, n)
      group by 1) o where o.name is not null order by o.n);
  select * into v_row from public.custom_fields f where f.tenant_id = p_tenant_id and f.id = p_id for update;
  if v_row.id is not null then
    -- values are there already
    v_entity := v_row.entity;
    v_type := v_row.type;
  elsif (select count(*) from public.custom_fields f where f.tenant_id = p_tenant_id and f.entity = v_entity and f.archived_at is null) >= 30 then
    raise sqlstate 'PT409' using message = 'too_many_custom_fields', detail = '30';
  end if;
  if coalesce(v_entity, '') not in ('contact', 'company', 'deal', 'lead') or coalesce(v_type, '') not in ('text', 'number', 'date', 'boolean', 'choice')
    or v_type = 'choice' and cardinality(v_options) not between 1 and 40
  then
    raise sqlstate 'PT400' using message = 'invalid_sale', detail = 'field';
  end if;
  insert into public.custom_fields as f (tenant_id, id, entity, label, type, options, is_required, in_list, position)
  values (p_tenant_id, p_id, v_entity, app.require_name(p_field ->> 'label', 60), v_type, case when v_type = 'choice' then v_options else '{}' end,
    coalesce((p_field ->> 'is_required')::boolean, false), coalesce((p_field ->> 'in_list')::boolean, false), (
      select coalesce(max(o.position), 0) + 1 from public.custom_fields o where o.tenant_id = p_tenant_id and o.entity = v_entity))
  on conflict (tenant_id, id) do update set label = excluded.label, options = excluded.options, is_required = excluded.is_required,
    in_list = excluded.in_list, archived_at = case when (p_field ->> 'archived')::boolean then coalesce(f.archived_at, now()) end;
  return public.get_sales_settings(p_tenant_id);
end;
$$;
comment on function public.save_custom_field(uuid, uuid, jsonb) is
  'Caller: owner, admin, supervisor. p_field {entity: contact | company | deal | lead, label, type: text | number | date | boolean | choice, options, is_required, in_list, archived}; entity and type stay as they were written first. Answers get_sales_settings. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_sale, PT409 too_many_custom_fields.';
revoke execute on function public.save_custom_field(uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function public.save_custom_field(uuid, uuid, jsonb) to authenticated;
