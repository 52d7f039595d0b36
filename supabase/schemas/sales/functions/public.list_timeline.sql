create function public.list_timeline(
  p_tenant_id uuid, p_of text, p_id uuid, p_after jsonb default null, p_limit integer default 30, p_kinds text[] default null
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_subject jsonb;
  v_limit int := least(greatest(coalesce(p_limit, 30), 1), 100);
  v_before timestamptz := coalesce((p_after ->> 'at')::timestamptz, 'infinity');
  v_before_id uuid := coalesce((p_after ->> 'id')::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  v_query text;
  v_rows jsonb;
begin
  perform app.require_seller(p_tenant_id);
  v_subject := app.timeline_subject(p_tenant_id, p_of, p_id);
  -- the newest of every kind, and of those the newest
  select string_agg(format('select %L as kind, f.id, f.at, f.data from %s($1, $2, $3, $4, $5) f', k.kind, k.function_name), ' union all ' order by k.position)
  into v_query from app.timeline_kinds k where p_kinds is null or k.kind = any (p_kinds);
  if v_query is null then
    return '[]';
  end if;
  execute 'select coalesce(jsonb_agg(jsonb_build_object(''kind'', x.kind, ''id'', x.id, ''at'', x.at, ''data'', x.data) order by x.at desc, x.id desc), ''[]'')
    from (select * from (' || v_query || ') a order by a.at desc, a.id desc limit $5) x'
    into v_rows using p_tenant_id, v_subject, v_before, v_before_id, v_limit;
  return v_rows;
end;
$$;
comment on function public.list_timeline(uuid, text, uuid, jsonb, integer, text[]) is
  'Caller: who sells. Everything of a person (the id of a contact or of a patient), company, deal or lead (p_of), the newest first: [{kind: a row of app.timeline_kinds, id, at, data}]; p_after: the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 contact_not_found, PT404 company_not_found, PT404 deal_not_found, PT404 lead_not_found, PT400 invalid_filter.';
revoke execute on function public.list_timeline(uuid, text, uuid, jsonb, integer, text[]) from public, anon, authenticated;
grant execute on function public.list_timeline(uuid, text, uuid, jsonb, integer, text[]) to authenticated;
