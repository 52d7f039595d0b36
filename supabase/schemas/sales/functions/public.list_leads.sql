create function public.list_leads(
  p_tenant_id uuid, p_search text default null, p_sort text default 'newest', p_after jsonb default null, p_limit integer default 50,
  p_where jsonb default '{}'
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_column text := case coalesce(p_sort, 'newest') when 'newest' then 'created_at' when 'score' then 'score' end;
  v_ids uuid[];
begin
  perform app.require_seller(p_tenant_id);
  if v_column is null then
    raise sqlstate 'PT400' using message = 'invalid_filter', detail = left(p_sort, 40);
  end if;
  execute format($query$
    select array(
      select l.id from public.crm_leads l
      where l.tenant_id = $1
        and case coalesce(nullif($4 ->> 'status', ''), 'open') when 'all' then true when 'open' then l.status in ('new', 'contacted', 'qualified')
          else l.status = $4 ->> 'status' end
        and (nullif($4 ->> 'origin', '') is null or l.origin = $4 ->> 'origin')
        and (nullif($4 ->> 'owner', '') is null or l.owner_id = app.typed_id($4 ->> 'owner'))
        and ($4 -> 'custom' is null or l.custom @> ($4 -> 'custom'))
        and (nullif($4 ->> 'segment', '') is null
          or l.id in (select app.segment_member_ids($1, 'leads', app.typed_id($4 ->> 'segment'))))
        %1$s %2$s
      order by l.%3$s desc, l.id desc limit $5)$query$,
    case when app.search_condition(p_search) is null then '' else 'and l.id in (select app.find_people($1, ''lead'', $2))' end,
    case when p_after is null then '' else format('and (l.%1$s, l.id) < (($3 ->> %1$L)::%2$s, ($3 ->> ''id'')::uuid)', v_column,
      case v_column when 'score' then 'smallint' else 'timestamptz' end) end, v_column)
    into v_ids using p_tenant_id, p_search, p_after, coalesce(p_where, '{}'), least(greatest(coalesce(p_limit, 50), 1), 200);
  return app.lead_rows(p_tenant_id, v_ids);
end;
$$;
comment on function public.list_leads(uuid, text, text, jsonb, integer, jsonb) is
  'Caller: who sells. p_sort: newest or score; p_where {status: open | all | new | contacted | qualified | converted | discarded, origin, owner, custom, segment}; p_after: the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_filter.';
revoke execute on function public.list_leads(uuid, text, text, jsonb, integer, jsonb) from public, anon, authenticated;
grant execute on function public.list_leads(uuid, text, text, jsonb, integer, jsonb) to authenticated;
