create function public.preview_segment(p_tenant_id uuid, p_entity text, p_query jsonb, p_after uuid default null, p_limit integer default 8)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_one record;
  v_entity app.segment_entities;
  v_ids uuid[];
  v_total integer;
  v_rows jsonb;
begin
  select * into v_one from app.segment_statement(p_tenant_id, p_entity, p_query, now(), app.require_member(p_tenant_id));
  select n.* into v_entity from app.segment_entities n where n.key = p_entity;
  -- one reading of the clinic: the page, and how many there are
  execute 'with all_of_them as materialized (select e.id ' || v_one.body || ')
    select (select count(*)::integer from all_of_them), array(select a.id from all_of_them a where $6 is null or a.id > $6 order by a.id limit $7)'
    into v_total, v_ids using p_tenant_id, v_one.bound, now(), v_one.today, v_one.zone, p_after, least(greatest(coalesce(p_limit, 8), 1), 200);
  execute format('select coalesce(jsonb_agg(jsonb_build_object(''id'', e.id, ''title'', %s, ''subtitle'', %s, ''detail'', %s) order by e.id), ''[]'')
    from %s where e.tenant_id = $1 and e.id = any ($2)', v_entity.title, v_entity.subtitle, v_entity.detail, v_entity.source)
    into v_rows using p_tenant_id, v_ids, now(), v_one.today, v_one.zone;
  return jsonb_build_object('total', v_total, 'rows', v_rows);
end;
$$;
comment on function public.preview_segment(uuid, text, jsonb, uuid, integer) is
  'Caller: as count_segment. {total, rows: [{id, title, subtitle, detail}]} of who matches a rule tree, a page by id; p_after is the id of the last row. Errors: as count_segment.';
revoke execute on function public.preview_segment(uuid, text, jsonb, uuid, integer) from public, anon, authenticated;
grant execute on function public.preview_segment(uuid, text, jsonb, uuid, integer) to authenticated;
