package dev.portcullis.console.sessions;

import dev.portcullis.console.desk.Language;
import dev.portcullis.console.desk.Questions;
import java.util.List;
import javafx.beans.property.ObjectProperty;

/** What helps to write the query: values that sessions have, what was asked before, and the views. */
final class SessionLanguage implements Language {
    private final FacetsModel facets;
    private final ViewsModel views;
    private final ObjectProperty<Questions> questions;

    SessionLanguage(FacetsModel facets, ViewsModel views) {
        this.facets = facets;
        this.views = views;
        this.questions = views.questionsProperty();
    }

    @Override
    public List<String> values(String field) {
        return facets.values(field);
    }

    @Override
    public List<String> history() {
        return questions.get().asked();
    }

    @Override
    public void asked(String query) {
        questions.set(questions.get().asked(query));
    }

    @Override
    public List<View> views() {
        return views.all().stream()
                .map(entry -> new View(entry.view().name(), entry.view().query()))
                .toList();
    }

    @Override
    public void show(View view) {
        views.all().stream()
                .map(ViewsModel.Entry::view)
                .filter(each -> each.isCalled(view.name()))
                .findFirst()
                .ifPresent(views::show);
    }
}
