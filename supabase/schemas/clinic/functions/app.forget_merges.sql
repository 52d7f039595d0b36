-- What a merge of patients replaced, once nobody can take it back any more. That it happened stays.
create function app.forget_merges()
returns void
language plpgsql
set search_path = ''
as $$
begin
  delete from app.patient_merge_rows r using public.patient_merges m
  where m.tenant_id = r.tenant_id and m.id = r.merge_id and m.survivor_before is not null
    and (m.undo_until < now() or m.undone_at is not null);
  update public.patient_merges m set survivor_before = null, survivor_after = null, merged_before = null
  where m.survivor_before is not null and (m.undo_until < now() or m.undone_at is not null);
end;
$$;
revoke execute on function app.forget_merges() from public, anon, authenticated;
