create function public.preview_import(p_tenant_id uuid, p_kind text, p_rows jsonb, p_options jsonb default '{}')
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_kind app.import_kinds := app.require_import_kind(p_tenant_id, p_kind);
  v_rows app.import_row[];
  v_known jsonb;
  v_problems jsonb := '[]';
begin
  if jsonb_typeof(p_rows) is distinct from 'array' or jsonb_array_length(p_rows) > 2000 then
    raise sqlstate 'PT400' using message = 'invalid_import';
  end if;
  v_rows := coalesce(app.read_import_rows(p_kind, p_rows), '{}');
  execute format('select coalesce(jsonb_object_agg(m.n, m.id), ''{}'') from %s($1, $2) m where m.id is not null', v_kind.match_function)
    into v_known using p_tenant_id, v_rows;
  if v_kind.check_function is not null then
    execute format('select coalesce(jsonb_agg(jsonb_build_array(c.n, c.problem) order by c.n), ''[]'') from %s($1, $2, $3) c', v_kind.check_function)
      into v_problems using p_tenant_id, coalesce(p_options, '{}'), v_rows;
  end if;
  return jsonb_build_object('known', v_known, 'problems', v_problems, 'keys', (
    select coalesce(jsonb_object_agg(r.n, k.keys), '{}') from unnest(v_rows) r
    cross join lateral (select jsonb_agg(left(md5(x), 12)) as keys from app.import_keys(v_kind.keys, r) x) k
    where not v_known ? r.n::text and k.keys is not null));
end;
$$;
comment on function public.preview_import(uuid, text, jsonb, jsonb) is
  'Caller: the roles of the kind. What would become of up to 2000 rows of a file, without writing: p_rows as the worker sends them, p_options as start_import takes them. Answers {known: {n: id of the record that is there}, keys: {n: what a row that is new shares with others of the file that may be about the same record}, problems: [[n, why it would be refused]]}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 unknown_import_kind, PT400 invalid_import.';
revoke execute on function public.preview_import(uuid, text, jsonb, jsonb) from public, anon, authenticated;
grant execute on function public.preview_import(uuid, text, jsonb, jsonb) to authenticated;
