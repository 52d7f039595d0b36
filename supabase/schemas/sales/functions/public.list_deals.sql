create function public.list_deals(
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
  v_column text := case coalesce(p_sort, 'newest') when 'newest' then 'created_at' when 'stage' then 'stage_since' when 'value' then 'value_cents'
    when 'title' then 'sort_key' when 'expected' then 'expected_on' end;
  v_type text := case v_column when 'value_cents' then 'bigint' when 'sort_key' then 'text' when 'expected_on' then 'date' else 'timestamptz' end;
  v_is_up boolean := v_column in ('sort_key', 'expected_on');
  v_ids uuid[];
begin
  perform app.require_seller(p_tenant_id);
  if v_column is null then
    raise sqlstate 'PT400' using message = 'invalid_filter', detail = left(p_sort, 40);
  end if;
  execute format($query$
    select array(
      select d.id from public.deals d
      where d.tenant_id = $1
        and (nullif($4 ->> 'pipeline', '') is null or d.pipeline_id = app.typed_id($4 ->> 'pipeline'))
        and (nullif($4 ->> 'stage', '') is null or d.stage_id = app.typed_id($4 ->> 'stage'))
        and (nullif($4 ->> 'status', '') is null or d.status = $4 ->> 'status')
        and (nullif($4 ->> 'owner', '') is null or d.owner_id = app.typed_id($4 ->> 'owner'))
        and (nullif($4 ->> 'origin', '') is null or d.origin = $4 ->> 'origin')
        and ($4 -> 'custom' is null or d.custom @> ($4 -> 'custom'))
        and (nullif($4 ->> 'segment', '') is null
          or d.id in (select app.segment_member_ids($1, 'deals', app.typed_id($4 ->> 'segment'))))
        and (not coalesce(($4 ->> 'rotting')::boolean, false) or d.status = 'open' and exists (
          select from public.pipeline_stages s
          where s.tenant_id = $1 and s.id = d.stage_id and d.stage_since < now() - make_interval(days => s.rotting_days)))
        %1$s %2$s
      order by %3$s limit $5)$query$,
    case when app.search_condition(p_search) is null then '' else 'and d.id in (select app.find_people($1, ''deal'', $2))' end,
    case when p_after is null then '' else format('and (%s, d.id) %s (%s, ($3 ->> ''id'')::uuid)',
      case v_column when 'expected_on' then 'coalesce(d.expected_on, ''infinity'')' else 'd.' || v_column end, case when v_is_up then '>' else '<' end,
      case v_column when 'expected_on' then 'coalesce(($3 ->> ''expected_on'')::date, ''infinity'')'
        else format('($3 ->> %L)::%s', v_column, v_type) end) end,
    case when v_is_up then case v_column when 'expected_on' then 'coalesce(d.expected_on, ''infinity''), d.id' else 'd.sort_key, d.id' end
      else format('d.%1$s desc, d.id desc', v_column) end)
    into v_ids using p_tenant_id, p_search, p_after, coalesce(p_where, '{}'), least(greatest(coalesce(p_limit, 50), 1), 200);
  return app.deal_rows(p_tenant_id, v_ids);
end;
$$;
comment on function public.list_deals(uuid, text, text, jsonb, integer, jsonb) is
  'Caller: who sells. p_sort: newest, stage (who came last to where it stands), value, title or expected. p_where {pipeline, stage, status, owner, origin, rotting, custom, segment}; p_after: the last row. An array of deals with the names around them, next_activity and is_rotting. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_filter.';
revoke execute on function public.list_deals(uuid, text, text, jsonb, integer, jsonb) from public, anon, authenticated;
grant execute on function public.list_deals(uuid, text, text, jsonb, integer, jsonb) to authenticated;
