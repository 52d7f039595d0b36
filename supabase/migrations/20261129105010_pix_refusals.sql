-- pix refusals: the refusal of a payer without a document is promised.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION app.undo_import_rows (
  p_tenant_id uuid,
  p_id        uuid,
  p_attempt   uuid,
  p_limit     integer DEFAULT 500
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_import public.imports;
  v_part record;
  v_kept int := 0;
  v_undone int := 0;
begin
  update app.jobs j set leased_until = clock_timestamp() + app.job_lease('undo_import')
  where j.tenant_id = p_tenant_id and j.dedupe_key = 'undo_import:' || p_id and j.lease_token = p_attempt and j.finished_at is null;
  if not found then
    return null;
  end if;
  select * into v_import from public.imports i where i.tenant_id = p_tenant_id and i.id = p_id and i.state = 'undoing' for update;
  if not found then
    return null;
  end if;
  perform pg_advisory_xact_lock(hashtextextended(p_tenant_id || ':import', 20));
  perform set_config('zelo.saves_person', 'on', true);
  for v_part in
    -- first those of the kind, then what came along with them
    select r.table_name, array_agg(r.record_id) as ids from (
      select i.table_name, i.record_id from app.import_records i
      where i.tenant_id = p_tenant_id and i.import_id = p_id and i.outcome in ('created', 'updated')
        and i.is_main = exists (
          select from app.import_records m
          where m.tenant_id = p_tenant_id and m.import_id = p_id and m.is_main and m.outcome in ('created', 'updated'))
      -- people before the companies that they name
      order by i.table_name desc limit p_limit) r
    group by r.table_name order by r.table_name desc
  loop
    perform app.undo_imported(v_import, v_part.table_name, v_part.ids);
    select v_kept + count(*) filter (where i.outcome = 'kept'), v_undone + count(*) filter (where i.outcome = 'undone') into v_kept, v_undone
    from app.import_records i where i.tenant_id = p_tenant_id and i.import_id = p_id and i.record_id = any (v_part.ids) and i.is_main;
  end loop;
  perform set_config('zelo.saves_person', '', true);
  update public.imports i set undone = i.undone + v_undone, kept = i.kept + v_kept,
    state = case when v_part.table_name is null then 'undone' else i.state end,
    undone_at = case when v_part.table_name is null then clock_timestamp() end
  where i.tenant_id = p_tenant_id and i.id = p_id returning * into v_import;
  if v_import.state = 'undone' then
    perform app.note_import_end(v_import, 'import.undone');
  else
    perform app.tell_import(v_import);
  end if;
  return v_import.state = 'undone';
end;
$function$;

COMMENT ON FUNCTION "app"."begin_order_pix"(uuid, uuid, uuid, text) IS 'Caller: order-page, for whoever has the link of an order. A PIX over what is open of it, as app.begin_pix. Errors: PT404 order_not_found, PT409 order_not_payable, PT400 payer_document_required, and those of app.begin_pix.';
